"""The citizen's addresses of competences, within a municipality's portal."""

from django.urls import path

from cms.competences import views

app_name = "competences"

urlpatterns = [
    path("kompetencer/", views.mine, name="mine"),
    path("kompetencer/ja/", views.say_yes, name="say_yes"),
    path("kompetencer/ny/", views.add, name="add"),
    path("kompetencer/<int:key>/fjern/", views.remove, name="remove"),
    path("kompetencer/test/", views.test, name="test"),
    path("kompetencer/test/igen/", views.again, name="again"),
    path("kompetencer/test/<slug:name>/", views.question, name="question"),
]
