"""The issuer app's HTTP side: messages, routes, handlers, and aiohttp around them."""
