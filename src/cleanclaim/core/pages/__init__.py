"""What is a page of the manual, and how does it run? Markdown, one SQL query over tables, and its cases.

A page is a Markdown file: front matter that says what it is, prose that a biller reads, one SQL query in
the subset that SQLite, DuckDB and Spark share, and cases that show it firing and staying silent.
`page.load` reads and checks one, `engines` runs its query on one claim (SQLite) or many (DuckDB),
`verdicts` says what comes out. What tables there are, and what a case looks like, is for the stage that
owns the pages: `edits` judges claims with them, `reports` computes figures.
"""
