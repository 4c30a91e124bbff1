from django.urls import path

from casestudies.views import history, keeping, publishing, reviewing

# Before the address of a case study: "mine" is no case study's.
CASE = "case-studies/<slug:slug>/"
urlpatterns = [
    path("case-studies/mine/", keeping.own_case_studies, name="own_case_studies"),
    path(f"{CASE}history/", history.case_history, name="case_history"),
    path(f"{CASE}history/<int:number>/", history.case_revision, name="case_revision"),
    path(f"{CASE}history/<int:number>/restore/", history.restore, name="restore_revision"),
    path(f"{CASE}review/", reviewing.case_review, name="case_review"),
    path(f"{CASE}review/submit/", reviewing.submit_case_study, name="submit_case_study"),
    path(f"{CASE}review/take-back/", reviewing.take_back, name="take_back"),
    path(f"{CASE}review/decide/", reviewing.decide_review, name="decide_review"),
    path(f"{CASE}review/comments/", reviewing.comment, name="comment_on_section"),
    path(f"{CASE}review/comments/<int:comment_id>/settle/", reviewing.settle, name="settle_comment"),
    path(f"{CASE}review/ask/", publishing.ask_reviewers, name="ask_reviewers"),
    path(f"{CASE}review/return/", publishing.return_to_authors, name="return_to_authors"),
    path(f"{CASE}review/publish/", publishing.publish_case_study, name="publish_case_study"),
    path(f"{CASE}review/withdraw/", publishing.withdraw_case_study, name="withdraw_case_study"),
    path(f"{CASE}review/reinstate/", publishing.reinstate_case_study, name="reinstate_case_study"),
    path(f"{CASE}review/notes/", publishing.add_note, name="add_note"),
    path(f"{CASE}review/notes/<int:note_id>/lift/", publishing.lift_note, name="lift_note"),
    path(f"{CASE}redact/", keeping.redact, name="redact_words"),
    path(f"{CASE}still-true/", keeping.still_true, name="still_true"),
]
