"""What does the patient owe, and why? Patient responsibility and only that, in plain words.

bills  statement(…) → Statement or None: one guarantor's bill from the legs of the charges
words  why(reasons): plain words for what left a balance with the patient
"""
