-- MySQL dump 10.13  Distrib 5.6.51
/*!40101 SET NAMES utf8 */;
CREATE TABLE `t_customer` (`id` int, `name` varchar(50) COMMENT 'å®¢æˆ·åç§°', `note` varchar(50), `city` varchar(9)) ENGINE=InnoDB;
INSERT INTO `t_customer` VALUES (1,'å®¢æˆ·','ok','上海'),(2,'å›½è„‰ï¼ˆä¸Šæµ·ï¼‰æœ‰é™å…¬å¸','Crème','北京'),(3,'正常公司','é‡è¦','x');
-- Dump completed on 2023-11-30
