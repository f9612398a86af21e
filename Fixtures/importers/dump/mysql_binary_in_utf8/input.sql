-- MySQL dump 10.13
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE `t` (`id` int, `name` varchar(20), `photo` blob, `old` varchar(20));
INSERT INTO `t` VALUES (1,'å®¢æˆ·',_binary '‰PNGÿş\0Ã(','æ–°'),(2,'å…¬å¸','','¾É¿Í»§'),(3,'åå­—',NULL,'aÿb');
-- Dump completed
