CREATE TABLE [dbo].[t_Item]([FItemID] [int], [FItemClassID] [int], [FNumber] [varchar](80), [FName] [varchar](255), [FDetail] [bit])
GO
INSERT [dbo].[t_Item] VALUES (201, 1, N'01', N'华东区', 0)
INSERT [dbo].[t_Item] VALUES (202, 1, N'01.001', N'南通江海纺织有限公司', 1)
GO
CREATE TABLE [dbo].[t_Organization]([FItemID] [int], [FName] [varchar](255), [FShortName] [varchar](80), [FAddress] [varchar](255), [FContact] [varchar](50), [FPhone] [varchar](50), [FTaxNum] [varchar](50))
GO
INSERT [dbo].[t_Organization] VALUES (202, N'南通江海纺织有限公司', N'江海纺织', N'南通市崇川区工农路5号', N'周涛', N'0513-85550102', NULL)
GO
