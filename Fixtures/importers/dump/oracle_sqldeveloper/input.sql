--------------------------------------------------------
--  File created - 星期六-四月-22-2023
--------------------------------------------------------
  CREATE TABLE "CRM"."T_CUSTOMER"
   (	"ID" NUMBER(10,0),
	"NAME" VARCHAR2(100 BYTE),
	"CREATED" DATE DEFAULT sysdate,
	"CHANGED" TIMESTAMP (6),
	"PHOTO" RAW(20),
	"MEMO" CLOB
   ) SEGMENT CREATION IMMEDIATE
  TABLESPACE "USERS" ;

   COMMENT ON COLUMN "CRM"."T_CUSTOMER"."NAME" IS '客户名称';
   COMMENT ON TABLE "CRM"."T_CUSTOMER"  IS '客户表';
REM INSERTING into CRM.T_CUSTOMER
SET DEFINE OFF;
Insert into CRM.T_CUSTOMER (ID,NAME,CREATED,CHANGED,PHOTO,MEMO) values (1,'A'||chr(38)||'B 公司',to_date('22-4月 -23','DD-MON-RR'),to_timestamp('22-4月 -23 10.30.00.123000000 上午','DD-MON-RR HH.MI.SSXFF AM'),HEXTORAW('89504E47'),to_clob('长')||to_clob('文'));
Insert into CRM.T_CUSTOMER (ID,NAME,CREATED,CHANGED,PHOTO,MEMO) values (2,q'[it's]',to_date('2011-01-01 23:05:06','YYYY-MM-DD HH24:MI:SS'),TIMESTAMP '2011-01-01 10:00:00.000000',null,'两
行;');
Insert into CRM.T_CUSTOMER (ID,NAME,CREATED,CHANGED,PHOTO,MEMO) values (s_customer.nextval,unistr('\5BA2\6237'),DATE '2012-02-29',sysdate,null,empty_clob());
prompt 3 rows
INSERT ALL
  INTO "CRM"."T_CUSTOMER" (ID,NAME) VALUES (4,'丁')
  INTO "CRM"."T_CUSTOMER" (ID,NAME) VALUES (.5,'戊')
SELECT * FROM dual;
insert into CRM.T_CUSTOMER (ID,NAME) select 6,'己' from dual union all select 7,'庚' from dual;
  CREATE OR REPLACE EDITIONABLE TRIGGER "CRM"."TRG"
BEFORE INSERT ON T_CUSTOMER FOR EACH ROW
BEGIN
  INSERT INTO LOG VALUES (1);
  SELECT s_customer.nextval INTO :new.id FROM dual;
END;
/
ALTER TRIGGER "CRM"."TRG" ENABLE;
delete from T_CUSTOMER where id = 4;
commit;
