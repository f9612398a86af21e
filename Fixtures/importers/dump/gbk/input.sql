CREATE TABLE `客户` (`编号` int, `名称` varchar(9));
INSERT INTO `客户` VALUES (1,'国脉'),(2,'软件有限公司');
