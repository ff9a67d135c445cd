"""Statements that the tests of the page for questions in SQL run."""

YEARS = "select release_year, count(*) as films from movies group by release_year order by release_year"
ENDLESS = "select count(*) from range(10000000000) as a(i), range(1000) as b(j) where (i * j) % 7 = 3"
MANY = "select i, 'fila ' || i as text from range(250) as numbers(i)"
REFUSED = "select * from read_csv('/etc/passwd')"
WRONG = "select title\nfrom movies\nwhere tittle = 'x'"
