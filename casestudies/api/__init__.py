"""The read API: everything public in the library as JSON, for programs.

Nobody logs in and nothing can be written. What is withdrawn answers 410 with when and why. The description
for programs (``openapi.json``) and the page for people are both made from the same operations.
"""
