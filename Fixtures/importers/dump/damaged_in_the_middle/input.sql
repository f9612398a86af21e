CREATE TABLE `a` (`id` int, `n` varchar(9)) ENGINE=InnoDB;
INSERT INTO `a` VALUES (1,'x'),(2,'y);
CREATE TABLE `b` (`id` int);
INSERT INTO `b` VALUES (1),(2);
INSERT INTO `b` VALUES (3;
INSERT INTO `b` VALUES (4);
