"""The workbench of summaries, below /summaries/<id>/."""

from django.urls import path, register_converter

from casestudies.models import BriefSection
from exchange.http import one_of
from forums.views.bench import drafting, items, sources, threads, together

register_converter(one_of("up", "down"), "way")
register_converter(one_of(*BriefSection.values), "brief_section")

SUMMARY = "summaries/<int:summary_id>/"
ITEM = f"{SUMMARY}items/<int:item_id>/"

urlpatterns = [
    path(f"{SUMMARY}items/", items.new_item, name="new_item"),
    path(f"{ITEM}save/", items.save_item, name="save_item"),
    path(f"{ITEM}<way:way>/", items.move_item, name="move_item"),
    path(f"{ITEM}put/", items.put_item, name="put_item"),
    path(f"{ITEM}remove/", items.remove_item, name="remove_item"),
    path(f"{ITEM}take-over/", items.take_item_over, name="take_item_over"),
    path(f"{ITEM}lesson/", items.make_item_a_lesson, name="make_item_a_lesson"),
    path(f"{SUMMARY}take-over/<brief_section:section>/", items.take_section_over, name="take_section_over"),
    path(f"{SUMMARY}removed/<int:part_id>/", items.bring_part_back, name="bring_part_back"),
    path(f"{SUMMARY}citations/<int:citation_id>/remove/", items.remove_citation, name="remove_citation"),
    path(f"{SUMMARY}first-draft/", drafting.make_draft, name="make_first_draft"),
    path(f"{SUMMARY}cite/", sources.cite, name="cite"),
    path(f"{SUMMARY}insight/", sources.insight, name="note_insight"),
    path(f"{SUMMARY}read/", sources.read_sources, name="read_sources"),
    path(f"{SUMMARY}unread/", sources.unread_sources, name="unread_sources"),
    path(f"{SUMMARY}result/", sources.use_result, name="use_result"),
    path(f"{SUMMARY}sources/", sources.sources, name="summary_sources"),
    path(f"{SUMMARY}threads/", threads.threads, name="summary_threads"),
    path(f"{SUMMARY}threads/<int:thread_id>/add/", threads.add, name="add_summary_thread"),
    path(f"{SUMMARY}threads/<int:thread_id>/remove/", threads.remove, name="remove_summary_thread"),
    path(f"{SUMMARY}here/", together.here, name="summary_here"),
    path(f"{SUMMARY}draft-items/", together.items, name="summary_items"),
    path(f"{SUMMARY}panels/", together.panels, name="summary_panels"),
]
