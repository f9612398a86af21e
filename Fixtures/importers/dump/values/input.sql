-- MySQL dump 10.13
CREATE TABLE `t` (
  `id` int(11) NOT NULL,
  `名称` varchar(20) DEFAULT 'a,)''b' COMMENT '客户''名,称',
  `bits` bit(1) DEFAULT b'0',
  `n` decimal(10,2),
  `photo` blob,
  `bin_text` varchar(9),
  PRIMARY KEY (`id`), KEY `k` (`名称`(3))
) ENGINE=InnoDB COMMENT='x';
INSERT INTO `t` VALUES (1,'李\'三''四',b'1',-1.50,0x89504E47,0xE794B2),(2,"a\\b\n;--x",_binary '\0',NULL,_binary 'a\0b',NULL),
 (3 , N'y' , 0x01 , CAST(1 AS DECIMAL(3,1)) , x'CAFE' , 'z' );
/*!40000 ALTER TABLE `t` ENABLE KEYS */;
-- Dump completed
