from django.apps import AppConfig


class NewsroomRoom(AppConfig):
    name = "midad.newsroom"
    label = "newsroom"

    def ready(self) -> None:
        from midad.kit import clock
        from midad.newsroom import services
        from midad.newsroom.queries import index_jobs, late
        from midad.press import registry

        tend = clock.at_most_every(60, lambda: services.tend_index_jobs(now=clock.now()))
        registry.register_duty("index-jobs", tend)
        registry.register_gauge(
            "index_jobs",
            "Wagtail's own jobs, for the newsroom's search and references.",
            index_jobs.jobs_by_status,
            label="status",
        )
        registry.register_gauge(
            "late_items",
            "What stands on the newsroom's late board.",
            lambda: late.count_late(now=clock.now()),
        )
