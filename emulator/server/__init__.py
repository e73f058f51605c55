"""The one place where aiohttp.web lives: sockets, routes, and the way in and out of plain data."""
