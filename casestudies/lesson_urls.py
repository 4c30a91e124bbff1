from django.urls import path

from casestudies.views import lessons, trials, wishes

urlpatterns = [
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/wishes/", wishes.wishes, name="wishes"),
    path("lessons/wishes/<int:wish_id>/answer/", wishes.answer, name="answer_wish"),
    path("lessons/<int:lesson_id>/", lessons.lesson, name="lesson"),
    path("lessons/<int:lesson_id>/trials/", trials.report, name="report_trial"),
    path("lessons/<int:lesson_id>/trials/<int:trial_id>/withdraw/", trials.withdraw, name="withdraw_trial"),
    path("lessons/<int:lesson_id>/wishes/", wishes.send, name="send_wish"),
    path("case-studies/<slug:slug>/wishes/", wishes.case_wishes, name="case_wishes"),
]
