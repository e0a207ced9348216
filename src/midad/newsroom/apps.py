from django.apps import AppConfig


class NewsroomRoom(AppConfig):
    name = "midad.newsroom"
    label = "newsroom"

    def ready(self) -> None:
        from midad.kit import clock
        from midad.newsroom import services
        from midad.press import registry

        tend = clock.at_most_every(60, lambda: services.tend_index_jobs(now=clock.now()))
        registry.register_duty("index-jobs", tend)
