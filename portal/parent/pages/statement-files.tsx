// The statement as a file, with the same period and filters: a PDF to keep, a CSV for a spreadsheet.
import { useState } from 'preact/hooks';
import type { ChildOverview } from '../../../contracts/children.ts';
import { language } from '../../ui/language.ts';
import { announce } from '../announcer.tsx';
import { callForFile } from '../api.ts';
import { type Failure, ProblemNotice } from '../problem-notice.tsx';
import { useUnderWay } from '../use-under-way.ts';
import { WorkButton } from '../work-button.tsx';
import { saveFile } from './save-file.ts';
import { type Choices, statementTarget } from './statement-address.ts';
import { words } from './words-of-statement.ts';

const MEDIA_TYPES = { pdf: 'application/pdf', csv: 'text/csv' } as const;
type Kind = keyof typeof MEDIA_TYPES;

interface FilesProperties {
  readonly child: ChildOverview;
  readonly choices: Choices;
}

export function StatementFiles({ child, choices }: FilesProperties) {
  const text = words.value.files;
  const underWay = useUnderWay<Kind>();
  const [failure, fail] = useState<Failure | null>(null);
  const fetchFile = async (kind: Kind) => {
    fail(null);
    const target = `${statementTarget(child.accountId, choices)}&language=${language.value}`;
    const answer = await callForFile(target, MEDIA_TYPES[kind]);
    if (answer.kind !== 'ok') {
      fail(answer);
      return;
    }
    const name = text.name(fileName(child.name), choices.from, choices.to);
    saveFile(answer.value, `${name}.${kind}`);
    announce(text.ready);
  };
  return (
    <div class="statement-files">
      {(['pdf', 'csv'] as const).map((kind) => (
        <WorkButton
          key={kind}
          working={text.fetching}
          isWorking={underWay.name === kind}
          isBusy={underWay.name !== null}
          onPress={() => void underWay.run(kind, () => fetchFile(kind))}
        >
          {text[kind]}
        </WorkButton>
      ))}
      {failure && <ProblemNotice failure={failure} />}
    </div>
  );
}

/** Letters of all kinds stay; what a folder might refuse does not. */
function fileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
