import { lawIn } from './law-in';

describe('a reference to law', () => {
  it.each([
    ['Art. 17(3)(b) GDPR', 'article 17, paragraphe 3, point b), du RGPD', 'Article 17(3)(b) GDPR', 'Artikel 17 Absatz 3 Buchstabe b DSGVO'],
    ['Art. 15 GDPR', 'article 15 du RGPD', 'Article 15 GDPR', 'Artikel 15 DSGVO'],
    ['Art. 5(1)(c) and (e) GDPR', 'article 5, paragraphe 1, point c) et point e), du RGPD', 'Article 5(1)(c) and (e) GDPR', 'Artikel 5 Absatz 1 Buchstabe c und Buchstabe e DSGVO'],
    ['Art. 17(1)(c) and 21(1) GDPR', 'article 17, paragraphe 1, point c) et article 21, paragraphe 1, du RGPD', 'Article 17(1)(c) and 21(1) GDPR', 'Artikel 17 Absatz 1 Buchstabe c und Artikel 21 Absatz 1 DSGVO'],
    ['C. trav. L8222-1, D8222-5; C. civ. 2224', 'articles L8222-1 et D8222-5 du Code du travail et article 2224 du Code civil', 'Articles L8222-1 and D8222-5 of the French Labour Code and Article 2224 of the French Civil Code', 'Artikel L8222-1 und D8222-5 des französischen Arbeitsgesetzbuchs und Artikel 2224 des französischen Zivilgesetzbuchs'],
    ['CMF L133-24 (thirteen months to contest a payment)', 'article L133-24 du Code monétaire et financier', 'Article L133-24 of the French Monetary and Financial Code', 'Artikel L133-24 des französischen Währungs- und Finanzgesetzbuchs'],
    ['CNIL recruitment guide, 30 January 2023; C. civ. 2224', 'guide du recrutement de la CNIL (2023) et article 2224 du Code civil', 'recruitment guide of the CNIL (2023) and Article 2224 of the French Civil Code', 'Leitfaden der CNIL zur Personalauswahl (2023) und Artikel 2224 des französischen Zivilgesetzbuchs'],
    ['C. trav. L8222-1 and D8222-5', 'articles L8222-1 et D8222-5 du Code du travail', 'Articles L8222-1 and D8222-5 of the French Labour Code', 'Artikel L8222-1 und D8222-5 des französischen Arbeitsgesetzbuchs'],
    ['Art. 5(2) and 12 to 22 GDPR', 'article 5, paragraphe 2 et articles 12 à 22, du RGPD', 'Article 5(2) and 12 to 22 GDPR', 'Artikel 5 Absatz 2 und Artikel 12 bis 22 DSGVO'],
    ['Art. 82 loi informatique et libertés; recital 47', 'article 82 de la loi Informatique et Libertés et considérant 47 du RGPD', 'Article 82 of the French Data Protection Act and recital 47 GDPR', 'Artikel 82 des französischen Datenschutzgesetzes und Erwägungsgrund 47 DSGVO'],
    ['Convention interne 7', 'Convention interne 7', 'Convention interne 7', 'Convention interne 7'],
  ])('%s is said in each language', (reference, fr, en, de) => {
    expect([lawIn(reference, 'fr'), lawIn(reference, 'en'), lawIn(reference, 'de')]).toEqual([fr, en, de]);
  });
});
