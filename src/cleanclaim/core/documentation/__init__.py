"""What exactly was written, and do the quoted words stand there?"""

from cleanclaim.core.documentation.notes import digest, locate, normal_text, quotes

__all__ = ["digest", "locate", "normal_text", "quotes"]
