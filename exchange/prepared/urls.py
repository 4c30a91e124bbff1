from django.urls import path

from exchange.prepared import views

urlpatterns = [
    path("files/", views.your_files, name="your_files"),
    path("files/ask/", views.ask, name="ask_for_file"),
    path("files/<slug:public_id>/", views.take, name="prepared_file"),
    path("files/<slug:public_id>/again/", views.again, name="ask_for_file_again"),
    path("files/<slug:public_id>/remove/", views.remove, name="remove_file"),
]
