"""Who works here, for which practices, in which roles?"""
