import Database from 'better-sqlite3';
const db = new Database(process.argv[2]!);
db.pragma('case_sensitive_like = ON'); db.pragma('temp_store=MEMORY'); db.pragma('cache_size = -24000');
if (process.argv[3]) db.pragma('mmap_size='+process.argv[3]);
const key = (n: string) => (db.prepare('select id from keys where name=?').get(n) as any).id;
function time(name: string, f: () => unknown) {
  const ts: number[] = [];
  let r: any;
  for (let i = 0; i < 15; i++) { const t = performance.now(); r = f(); ts.push(performance.now() - t); }
  ts.sort((a, b) => a - b);
  console.log(name.padEnd(60), ts[7]!.toFixed(1), 'min', ts[0]!.toFixed(1), typeof r === 'object' ? (r?.length ?? JSON.stringify(r).slice(0, 60)) : String(r).slice(0, 20));
}
const acc = key('accuracy'), lvl = key('level'), ris = key('rising'), fall=key('falling'), data = key('data'), note = key('note');
const E = (db.prepare('select id from experiments where id>0 limit 1').get() as any).id;
const all = process.argv[2]!.includes('many');
const ex = all ? 'experiment_id in (select id from experiments)' : `experiment_id=${E}`;
const ME = `latest_metrics INDEXED BY latest_metrics_by_value WHERE ${ex} AND key_id=${acc} AND is_nan=0`;
const P = (s: string) => db.prepare(s);
const q = (name: string, sql: string) => { const st = P(sql); time(name, () => st.get()); };
q('count acc>0.5', `select count(*) from ${ME} and value>0.5`);
q('count acc>-1', `select count(*) from ${ME} and value>-1`);
q('group_concat acc>-1', `select group_concat(run_id) g from ${ME} and value>-1`);
q('group_concat via subq ordered', `select group_concat(run_id) g from (select run_id from ${ME} and value>-1 order by experiment_id,value)`);
{ const st = P(`select run_id from ${ME} and value>-1`).pluck(); time('pluck all', () => st.all()); }
{ const st = P(`select run_id from ${ME} and value>-1`); time('all objs', () => st.all()); }
{ const st = P(`select group_concat(run_id) g from ${ME} and value>-1`).pluck(); time('gc+parse', () => { const s = st.get() as string; const out = new Int32Array(200000); let n = 0, v = 0; for (let i = 0; i < s.length; i++) { const c = s.charCodeAt(i); if (c === 44) { out[n++] = v; v = 0; } else v = v * 10 + c - 48; } out[n++] = v; return n; }); }
{ const st = P(`select json_group_array(run_id) g from ${ME} and value>-1`).pluck(); time('json_group_array parse', () => JSON.parse(st.get() as string)); }
q('param LIKE count', `select count(*) from params indexed by params_by_value where ${ex} and key_id=${note} and value like '%number 77%'`);
q('param LIKE count all', `select count(*) from params indexed by params_by_value where ${ex} and key_id=${note} and value like '%of the day%'`);
q('param data LIKE none', `select count(*) from params indexed by params_by_value where ${ex} and key_id=${data} and value like '%zzz%'`);
q('param group by value like', `select sum(n) from (select value, count(*) n from params indexed by params_by_value where ${ex} and key_id=${data} group by value)`);
q('lower like', `select count(*) from params indexed by params_by_value where ${ex} and key_id=${data} and lower(value) like '%zzz%'`);
q('order rising, IN(acc>0.5 corr) worst', `select group_concat(run_id) from (select run_id from latest_metrics indexed by latest_metrics_by_value where ${ex} and key_id=${ris} and is_nan=0 and run_id in (select run_id from latest_metrics INDEXED BY latest_metrics_by_value where ${ex} and key_id=${fall} and is_nan=0 and value < 0.5) order by value limit 101)`);
q('order acc, IN fall<.5', `select group_concat(run_id) from (select run_id from latest_metrics indexed by latest_metrics_by_value where ${ex} and key_id=${ris} and is_nan=0 and run_id in (select run_id from latest_metrics INDEXED BY latest_metrics_by_value where ${ex} and key_id=${acc} and is_nan=0 and value <0.0002) order by value limit 101)`);
q('order rising, IN half random', `select group_concat(run_id) from (select run_id from latest_metrics indexed by latest_metrics_by_value where ${ex} and key_id=${ris} and is_nan=0 and run_id in (select run_id from latest_metrics INDEXED BY latest_metrics_by_value where ${ex} and key_id=${acc} and is_nan=0 and value <0.5) order by value limit 101)`);
q('order rising exists probe corr', `select group_concat(run_id) from (select run_id from latest_metrics o indexed by latest_metrics_by_value where ${ex} and key_id=${ris} and is_nan=0 and exists (select 1 from latest_metrics m where m.run_id=o.run_id and m.key_id=${fall} and m.is_nan=0 and m.value < 0.5) order by value limit 101)`);
q('runs scan topk name', `select group_concat(id) from (select id from runs where ${ex} and lifecycle=0 order by name, started_at desc, uuid limit 101)`);
q('runs notindexed topk name', `select group_concat(id) from (select id from runs not indexed where ${ex} and lifecycle=0 order by name, started_at desc, uuid limit 101)`);
q('runs by_start ids', `select group_concat(id) from (select id from runs indexed by runs_by_start where ${ex} and lifecycle=0 order by experiment_id,started_at desc, uuid)`);
q('metric topk (sorter)', `select group_concat(run_id) from (select run_id from latest_metrics indexed by latest_metrics_by_value where ${ex} and key_id=${acc} and is_nan=0 order by +value limit 101)`);
q('metric topk (sorter) rising desc', `select group_concat(run_id) from (select run_id from latest_metrics indexed by latest_metrics_by_value where ${ex} and key_id=${ris} and is_nan=0 order by +value desc limit 101)`);
q('gc value,id', `select group_concat(value||':'||run_id) g from ${ME} and value>-1`);
