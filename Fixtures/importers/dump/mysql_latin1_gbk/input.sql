-- MySQL dump 9.11
--
/*!40101 SET NAMES latin1 */;
CREATE TABLE `t` (
  `id` int(11),
  `name` varchar(50),
  `memo` text
) TYPE=MyISAM;
INSERT INTO `t` VALUES (1,'国脉信息','誠\信公司'),(2,'李\'三',NULL);
-- Dump completed
