"""What is mine, what is oldest, what is worth most, what expires next?"""
