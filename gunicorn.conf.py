"""What the web server does whenever it is started here: its log of requests, if it keeps one, holds no secret link."""

logger_class = "volunteers.web.access_log.AccessLog"
