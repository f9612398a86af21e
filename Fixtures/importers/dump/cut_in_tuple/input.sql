CREATE TABLE `a` (`id` int, `n` text);
INSERT INTO `a` VALUES (1,'x'),(2,'y'),(3,'it is c