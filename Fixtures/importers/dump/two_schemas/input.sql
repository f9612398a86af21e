-- MySQL dump 10.13
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `华东`;
USE `华东`;
CREATE TABLE `客户` (`id` int, `名称` varchar(9));
INSERT INTO `客户` VALUES (1,'上海');
CREATE TABLE `only` (`a` int);
USE `华南`;
CREATE TABLE `客户` (`id` int, `名称` varchar(9));
INSERT INTO `客户` VALUES (1,'广州'),(2,'深圳');
-- Dump completed
