export const textsOf = 'select language, authoritative, body from retention.publication_text where publication = $1 order by authoritative desc, language';

/** Of the publication before that day, or of the latest one. */
export const textsBefore = `select t.language, t.authoritative, t.body from retention.publication_text t
  where t.publication = (select id from retention.publication where effective_from < coalesce($1::date, 'infinity') order by effective_from desc limit 1)
  order by t.authoritative desc, t.language`;

export const insertText = 'insert into retention.publication_text (publication, language, authoritative, body) values ($1, $2, $3, $4)';

/** What was said goes on being said: each publication stands by itself. */
export const carryTexts = `insert into retention.publication_text (publication, language, authoritative, body)
  select $1, t.language, t.authoritative, t.body from retention.publication_text t
  where t.publication = (select id from retention.publication where effective_from < (select effective_from from retention.publication where id = $1) order by effective_from desc limit 1)`;

export const insertWaiver = `insert into retention.text_waiver (publication, finding, language, line, rule, words, reason, waived_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export const waiversOf = `select finding, language, line, rule, words, reason, waived_by::text as "waivedBy", waived_at as "waivedAt"
  from retention.text_waiver where publication = $1 order by language, line`;
