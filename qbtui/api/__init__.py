"""The client of the qBittorrent WebUI API: one module per scope, named as the API names them."""
