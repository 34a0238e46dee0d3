"""A simulated qBittorrent server, for demonstrations and tests.

Stands aside from the program: nothing here imports the client, its state or its interface, so that
a misreading of the protocol there is not cancelled by the same misreading here.

Not simulated are:

- content and the hashes of it: no byte of a file exists, and a check finds
  what the world says is there;
- peers, trackers and web addresses as such: nothing leaves the process, so the swarm is made up and
  a torrent comes from every address;
- what only concerns the machine or the network under it: those preferences are kept and do
  nothing;
- the pages and pictures of the WebUI but the first, which no client of the API asks for;
- what an undecodable escape in an address turns into: that differs by the release of Qt.
"""
