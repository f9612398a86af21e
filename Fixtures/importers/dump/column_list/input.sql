CREATE TABLE a (id int, name text, note text);
insert into a (note, id) values ('x',1),('y',2);
INSERT INTO `db`.`b` (`k`,`v`) VALUES (1,'2');
REPLACE INTO c VALUES (7,'q');
INSERT INTO a VALUES (1,2,3,4),(5);
INSERT INTO a SELECT * FROM z;
INSERT INTO a VALUES (9,'end','') ON DUPLICATE KEY UPDATE name='k;';
