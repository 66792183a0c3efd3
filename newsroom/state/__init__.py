"""The page « État du site »: what whoever runs the newspaper has to know, and what to look at.

figures ──► points   pure functions: what wants looking at, and what to do about it
        ──► words    the same figures as sentences
"""
