with
s0 as (
  select
    p.id,
    coalesce(p.`claim.paid_this_year`, 0) as f3,
    coalesce(p.`disability.visual`, 0) as f7,
    coalesce(p.`disability.mental`, 0) as f8,
    case when p.`disability.valid_until` < date '2024-06-01' then 'expired' else coalesce(p.`disability.certificate`, 'none') end as f12,
    coalesce(p.`disability.poor`, false) as f14,
    p.`employer.employees` as f16,
    p.`employer.disabled_employees` as f17,
    p.`person.birth_date` as f18,
    p.`person.age` as f19,
    coalesce(p.`person.deceased`, false) as f20,
    coalesce(case when p.`person.home` = 'none' then -1 else cast(rpad(p.`person.home`, 12, '0') as bigint) end, -1) as f22,
    p.`claim.self_paid` as g0,
    p.`claim.months` as g1
  from people as p
),
s1 as (
  select
    *,
    not f20 as n2,
    f14 as n3,
    f12 = 'valid' as n5,
    f8 >= 1 and f8 < 3 as n8,
    f7 >= 1 and f7 < 3 as n11,
    f22 >= 500106000000 and f22 < 500107000000 as n16,
    coalesce(f19 >= 7 and f19 < 15, f18 <= date '2017-06-01' and f18 > date '2009-06-01') as n18,
    f16 is not null as n20,
    f17 is not null as n21,
    (((-1) * cast(f16 as bigint)) + (4 * cast(f17 as bigint))) >= 0 as n22,
    cast(null as boolean) as n23,
    f16 is null as n26,
    (((-1) * cast(0 as bigint)) + (4 * cast(f17 as bigint))) >= 0 as n27,
    (((-1) * cast((case when floor(((0 + 4 * cast(f17 as bigint)) - 0) / 1e0) + 1 between 0 and 1000000000 then floor(((0 + 4 * cast(f17 as bigint)) - 0) / 1e0) + 1 else 0 end) as bigint)) + (4 * cast(f17 as bigint))) >= 0 as n28,
    f17 is null as n34,
    (((-1) * cast(f16 as bigint)) + (4 * cast(0 as bigint))) >= 0 as n35,
    (((-1) * cast(f16 as bigint)) + (4 * cast((case when ceil((0 - (0 + -1 * cast(f16 as bigint))) / 4e0) between 0 and 1000000000 then ceil((0 - (0 + -1 * cast(f16 as bigint))) / 4e0) else 0 end) as bigint))) >= 0 as n36,
    (((-1) * cast(0 as bigint)) + (4 * cast(0 as bigint))) >= 0 as n42,
    (((-1) * cast(1 as bigint)) + (4 * cast(0 as bigint))) >= 0 as n43
  from s0
),
s2 as (
  select
    *,
    n2 and n5 as n7,
    n11 or (n3 or n8) as n15,
    (n2 and n16) and n18 as n19,
    (n20 and n21 and n22) or (n21 and n26 and ((n23 and (n27 or n28)) or (n27 and n28))) or (n20 and n34 and ((n23 and (n35 or n36)) or (n35 and n36))) or (n26 and n34 and ((n23 and (n42 or n43)) or (n42 and n43))) as n49
  from s1
),
s3 as (
  select
    *,
    (((n2 and n3) and n5) or (n7 and n8)) or (n7 and n11) as n13
  from s2
)
select
  id,
  case when n13 then 'eligible' when not n13 then 'ineligible' else 'unknown' end as `monthly`,
  case when n13 then cast(case when 10000 * coalesce(cast(g1 as bigint), 1) is null then null else cast(greatest(0, 10000 * coalesce(cast(g1 as bigint), 1)) as bigint) end as bigint) end as `monthly.payable`,
  case when not n5 then 0 when not n15 then 1 when n13 then null when not n13 then 2 when n5 is null then 0 when n15 is null then 1 else 2 end as `monthly.deciding`,
  case when n19 then 'eligible' when not n19 then 'ineligible' else 'unknown' end as `by_age`,
  case when n19 then cast(case when floor(cast(g0 as bigint) * 5 / 1e1 + 0.5) is null then null else cast(greatest(0, least(floor(cast(g0 as bigint) * 5 / 1e1 + 0.5), 300000 - cast(f3 as bigint))) as bigint) end as bigint) end as `by_age.payable`,
  case when not n18 then 0 when not n16 then 1 when n19 then null when not n19 then 2 when n18 is null then 0 when n16 is null then 1 else 2 end as `by_age.deciding`,
  case when n49 then 'eligible' when not n49 then 'ineligible' else 'unknown' end as `together`,
  cast(null as bigint) as `together.payable`,
  case when not n49 then 0 when n49 then null when not n49 then 1 when n49 is null then 0 else 1 end as `together.deciding`
from s3
