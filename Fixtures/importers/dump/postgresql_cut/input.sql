--
-- PostgreSQL database dump
--
CREATE TABLE public.t (id integer, name text);
COPY public.t (id, name) FROM stdin;
1	甲
2	乙
3	丙的名