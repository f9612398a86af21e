SET client_encoding = 'UTF8';
CREATE TABLE t (id int, name text, note text);
COPY t FROM stdin WITH (FORMAT csv, HEADER true, NULL 'NULL');
id,name,note
1,"国脉,""信息""",NULL
2,"两
行",""
\.
COPY t (id, name) FROM stdin WITH DELIMITER '|' NULL AS '';
3|甲
4|
\.
COPY t FROM '/tmp/rows.csv' CSV;
