from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from casestudies.api.application import api
from exchange import development_views, views
from forums.api import router as discussion

# One way to log in: the administration's own would count no failed tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Before the library's routes are made: they are those of the whole API.
api.add_router("", discussion)

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    re_path(r"^search\.(?P<extension>[a-z]+)$", views.search_file, name="search_file"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("development/mail/", development_views.mail_list, name="development_mails"),
    path("development/mail/<slug:name>/", development_views.mail_detail, name="development_mail"),
    path("administration/", admin.site.urls),
    path("", include("exchange.people.urls")),
    path("", include("exchange.notices.urls")),
    path("", include("exchange.prepared.urls")),
    path("", include("casestudies.urls")),
    path("", include("forums.urls")),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
