-- phpMyAdmin SQL Dump
-- version 5.1.1
-- https://www.phpmyadmin.net/

SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";

CREATE TABLE `联系人` (
  `id` int(11) NOT NULL,
  `姓名` varchar(20) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `联系人` (`id`, `姓名`) VALUES
(1, '李雷'),
(2, 'O\'Neil');

-- Stand-in structure for view `v_联系人`
CREATE TABLE `v_联系人` (
`id` int(11)
);
DROP TABLE IF EXISTS `v_联系人`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`%` SQL SECURITY DEFINER VIEW `v_联系人`  AS SELECT 1 AS `id` ;

ALTER TABLE `联系人`
  ADD PRIMARY KEY (`id`);
ALTER TABLE `联系人`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT COMMENT '编号, 主键', AUTO_INCREMENT=3;
ALTER TABLE `联系人` COMMENT='联系人表';
COMMIT;
