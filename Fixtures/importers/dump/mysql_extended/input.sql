/*!999999\- enable the sandbox mode */
-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB
--
-- Host: localhost    Database: crm
/*!40101 SET NAMES utf8mb4 */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `crm` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;
USE `crm`;
DROP TABLE IF EXISTS `客户`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `客户` (
  `编号` bigint(0) NOT NULL AUTO_INCREMENT COMMENT '客户编号',
  `名称` varchar(200) NOT NULL DEFAULT '' COMMENT '客户''名称',
  `key` varchar(20) DEFAULT NULL,
  `等级` enum('A,1','B)') DEFAULT 'A,1',
  `建档` datetime NOT NULL DEFAULT '0000-00-00 00:00:00' COMMENT '建档时间',
  `照片` longblob,
  `备注` text /*!50606 STORAGE DISK */,
  `启用` bit(1) DEFAULT b'1',
  `位` bit(8) DEFAULT NULL,
  `全名` varchar(300) GENERATED ALWAYS AS (concat(`名称`,',x')) VIRTUAL,
  PRIMARY KEY (`编号`),
  UNIQUE KEY `u` (`名称`(10)),
  KEY `k` (`key`),
  CONSTRAINT `f` FOREIGN KEY (`key`) REFERENCES `x` (`y`)
) ENGINE=MyISAM AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COMMENT='客户表'
/*!50100 PARTITION BY HASH (`编号`) PARTITIONS 2 */;
LOCK TABLES `客户` WRITE;
/*!40000 ALTER TABLE `客户` DISABLE KEYS */;
INSERT INTO `客户` (`编号`, `名称`, `key`, `等级`, `建档`, `照片`, `备注`, `启用`, `位`) VALUES (1,'上海\'华\'信\"\\',NULL,'A,1','0000-00-00 00:00:00',_binary 'GIF\0\n','一行\n二行\t;--',_binary '',_binary '\n'),(2,'it''s','','B)','2023-04-22 10:30:00',0x89504E47,_utf8mb4'字' ,b'0',0x41),
(3,'C:\Data',_utf8mb4 0xE5AEA2,'A,1','2023-00-00',_binary '纯文本',X'E688B7',1,'7');
/*!40000 ALTER TABLE `客户` ENABLE KEYS */;
UNLOCK TABLES;
-- a view's stand-in
/*!50001 CREATE TABLE `v0` (`a` tinyint) ENGINE=MyISAM */;
CREATE TABLE `v1` (`a` tinyint NOT NULL);
CREATE TABLE `空` (`a` int);
DELIMITER ;;
CREATE TRIGGER x BEFORE UPDATE ON a FOR EACH ROW BEGIN INSERT INTO log VALUES (1); SET @a = 'it''s'; END;;
DELIMITER ;
DROP TABLE IF EXISTS `v1`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v1` AS select 1 AS `a`;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;

-- Dump completed on 2023-11-30 23:59:01
