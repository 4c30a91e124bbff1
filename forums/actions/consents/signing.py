"""Signing words by the terms that whoever said them chose."""

from forums.actions.conversations.bylines import byline_of
from forums.actions.refreezing import sign_anew
from forums.models import ConsentRequest, Contribution, Post, Terms, stricter_of
from forums.queries.consents import terms_of_posts


def sign_by_terms(request: ConsentRequest) -> None:
    """Sign the quotation by its request's terms; where these are stricter than its post's, the post too."""
    person, quotation = request.participant, request.quotation
    if person is None:  # was forgotten already: nothing looser than no name at all is known
        return
    sign_anew(quotation=quotation, attribution=byline_of(person, request.terms))
    post = quotation.revision.post
    current = terms_of_posts([post])[post.pk]
    if stricter_of(request.terms, current) != current:
        _sign_post(post, Terms(request.terms), byline_of(person, request.terms))


def _sign_post(post: Post, terms: Terms, byline: str) -> None:
    Contribution.objects.filter(post=post).update(terms=terms)
    Post.objects.filter(pk=post.pk).update(byline=byline, author=None)
    post.revisions.update(saved_by=None)
