"""Lists of the desk that never count: what a page shows costs the same at any size."""

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Page, PageNotAnInteger, Paginator

LAST_PAGE = 10_000  # beyond it a list is searched or filtered, and databases refuse the offset


class CountlessPage(Page):
    """A page that knows whether another follows, because one row more was read."""

    def __init__(self, rows, number, paginator):
        super().__init__(rows[: paginator.per_page], number, paginator)
        self._has_next = len(rows) > paginator.per_page

    def has_next(self):
        return self._has_next and self.number < LAST_PAGE


class CountlessPaginator(Paginator):
    """Pages of a queryset without `COUNT(*)`; a number out of range gives an empty page."""

    def validate_number(self, number):
        try:
            number = int(number)
        except (TypeError, ValueError) as error:
            raise PageNotAnInteger(self.error_messages["invalid_page"]) from error
        return min(max(number, 1), LAST_PAGE)

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        return CountlessPage(
            list(self.object_list[start : start + self.per_page + 1]), number, self
        )


class CountlessChangeList(ChangeList):
    """A list of the admin that offers the next page and the one before.

    The stock list counts every row of the table, and every row of the filter, for each page. What
    its templates take for the count is here that of the page, so that nothing offers to act on
    rows that nobody looked at. Its admin has to name `CountlessPaginator`.
    """

    def get_results(self, request):
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        page = self.paginator.page(self.page_num)
        self.page_num = page.number
        self.result_list = page.object_list
        self.previous_query = self._page_query(page.number - 1) if page.has_previous() else ""
        self.next_query = self._page_query(page.number + 1) if page.has_next() else ""
        self.result_count = len(self.result_list)
        self.full_result_count = None
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(self.result_list)

    def _page_query(self, number):
        return self.get_query_string({PAGE_VAR: number})
