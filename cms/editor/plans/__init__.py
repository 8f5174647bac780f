"""The plan of a citizen as the job centre's staff meet it: read it, write in it, agree."""
