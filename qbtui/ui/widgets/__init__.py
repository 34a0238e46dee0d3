"""Line-painted widgets: each shows the data it is handed, and holds no client and no store."""
