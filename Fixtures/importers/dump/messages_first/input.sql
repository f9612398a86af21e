mysqldump: [Warning] Using a password on the command line interface can be insecure.
-- MySQL dump 10.13
INSERT INTO `t` VALUES (1,'甲');
-- Dump completed
