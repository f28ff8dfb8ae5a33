import {readCorpus,scoreCorpus} from './test/corpus/terms';
import {readFileSync,readdirSync} from 'node:fs';
import {TermMatcher} from './server/src/glossary/matcher';import {builtInGlossary} from './server/src/glossary/built-in';
const s=scoreCorpus(readCorpus());console.log(s.right,s.wrong.length,s.missed.length,s.precision.toFixed(4),s.recall.toFixed(4));
if(process.argv[2]){const m=new TermMatcher(builtInGlossary().terms.values());const out:string[]=[];
for(const f of readdirSync('glossary'))for(const line of readFileSync('glossary/'+f,'utf8').split('\n'))for(const x of m.find(line,{ignoreNear:true}))out.push(line.slice(Math.max(0,x.start-6),x.start)+'['+x.matched+']'+line.slice(x.end,x.end+6));
const {writeFileSync}=await import('node:fs');writeFileSync(process.argv[2],out.join('\n'));}
