--
-- PostgreSQL database dump
--
SET standard_conforming_strings = off;
SET search_path = crm, pg_catalog;
CREATE TABLE base (id serial, made date);
CREATE TABLE t (name text, ok boolean, note jsonb, tags int[]) INHERITS (base);
INSERT INTO t VALUES (1, '2023-04-22'::date, 'a\\b\'c', true, '{"k": 1}'::jsonb, ARRAY[1,2]);
SET standard_conforming_strings = on;
INSERT INTO crm.t (id, made, name, ok, note, tags) VALUES
  (2, DATE '2023-04-23', E'\u5ba2\u6237\n\'x\'', false, NULL::jsonb, '{1,2}'),
  (3, NULL, U&'\5BA2\6237', TRUE, $$it's $1$$, ARRAY['a','b']::text[]),
  (4, CAST('2023-04-24' AS date), 'C:\dir\', 'f', $q$a$$b$q$, NULL),
  (nextval('crm.s'::regclass), now(), lower('X'), (SELECT true), 'x' || 'y', '{}')
  ON CONFLICT DO NOTHING;
--
-- PostgreSQL database dump complete
--
