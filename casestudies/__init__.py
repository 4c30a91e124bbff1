"""The library: municipalities, case studies, engagements, lessons and recorded learning.

It has never heard of forums: what a discussion taught arrives here by value.
"""
