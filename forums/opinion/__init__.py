"""Opinion groups from votes on statements, and what they agree and differ on. Pure: arrays in, values out.

The method is that of Polis (Small, Bjorkegren, Erkkilä, Shaw, Megill: "Polis: Scaling deliberation by
mapping high dimensional opinion spaces", Recerca 26(2), 2021; its mathematics at compdemocracy.org).
The same votes give the same groups, whatever the order of people and statements.
"""
