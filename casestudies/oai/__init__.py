"""OAI-PMH 2.0: how libraries and search services take over the records of all case studies, and keep up.

https://www.openarchives.org/OAI/openarchivesprotocol.html, six verbs on one address. Every case study that
was ever public is a record, in ``oai_dc``; one that was withdrawn stays as a deleted record for good.
"""
