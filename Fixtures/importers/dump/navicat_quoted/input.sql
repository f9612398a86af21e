/*
 Navicat Premium Data Transfer

 Source Server         : 本地
 Source Server Type    : MySQL
 Source Schema         : crm

 File Encoding         : 65001
*/

SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS = 0;

-- ----------------------------
-- Table structure for t_客户
-- ----------------------------
DROP TABLE IF EXISTS `t_客户`;
CREATE TABLE `t_客户`  (
  `id` bigint(0) NOT NULL AUTO_INCREMENT COMMENT '主键',
  `电话` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL DEFAULT NULL COMMENT '联系电话',
  `金额` decimal(10, 2) NULL DEFAULT NULL,
  PRIMARY KEY (`id`) USING BTREE
) ENGINE = InnoDB AUTO_INCREMENT = 14 CHARACTER SET = utf8mb4 COMMENT = '客户' ROW_FORMAT = Dynamic;

-- ----------------------------
-- Records of t_客户
-- ----------------------------
BEGIN;
INSERT INTO `t_客户` VALUES ('13', '13812345678', '0.99');
INSERT INTO `t_客户` VALUES ('14', null, '100');
insert into `t_客户` values ('15', '', null);
COMMIT;

SET FOREIGN_KEY_CHECKS = 1;
