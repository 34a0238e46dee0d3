"""The user's settings: what they are, where they live, reading and writing them.

    paths     where files live
    model     what can be set
    load      file -> Config
    private   makes folders and files that are the user's alone
    password  the password of a profile, from wherever it is kept
    save      writes one server profile back
    launch    what the command line and the settings amount to
    example   generates config.example.toml

The only place that knows TOML and the folders of the platform. Nothing here talks to a server.
"""
