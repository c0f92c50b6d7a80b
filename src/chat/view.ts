import type { ShownProof } from '../provisioning/proofs/shown-proof.ts';
import type { ClientId } from '../clients/client-id.ts';
import type { PlanLine } from '../provisioning/plan-line.ts';
import type { Verdict } from '../requests/request.ts';
import type { Step } from '../senders/sender.ts';
import type { ComposedCredentials } from '../credentials/composed.ts';
import type { SettingsText } from '../clients/settings-text.ts';
import type { ApprovalFacts, ApprovalViews } from './view-approval.ts';
import type { RadarView } from './view-radar.ts';
import type { RequestFormView } from './view-request-form.ts';
import type { DiagnosisViews } from './view-diagnosis.ts';
import type { LinkViews } from './view-link.ts';
import type { LifeViews, ProgressRestart, ProgressRotation, ProgressStop } from './view-life.ts';
import type { MoveViews, ProgressMove } from './view-move.ts';

/** Who did what when, for a card: names, not ids. */
export type Deed = { by: string; at: Date };

export type RequestFacts = {
  requestId: string;
  version: number;
  appName: string;
  address: string;
  displayName: string;
  purpose: string;
  /** It was stopped or retired, and is to start again. */
  again?: true;
  askedBy: string;
  onBehalfOf: string | null;
  secondOwners: string[];
  places: string[];
  client: string;
  recipients: 'internal' | 'external';
  perHour: number;
  perDay: number;
  relayLine: string;
  secretEndsAt: Date;
  lifetime: string;
  delivery: 'reveal' | 'vault';
  plan: PlanLine[];
  verdicts: Verdict[];
  ifStolen: string;
  expiresAt: Date;
  submittedAt: Date;
  approverCount: number | null;
  mayDecideCount: number | null;
  /** Stages, votes, questions and what else its rules say; absent where nothing of it matters. */
  approval?: ApprovalFacts;
  /** Where an existing sender is to move to another relay. */
  move?: { from: string; fromAddress: string; to: string; why: string };
};

export type Outcome =
  | { state: 'pending' }
  | { state: 'approved' | 'denied'; deed: Deed; reason: string | null }
  | { state: 'withdrawn'; deed: Deed }
  | { state: 'expired'; at: Date };

export type SenderRow = {
  senderId: string;
  name: string;
  address: string;
  state: string;
  tone: 'good' | 'warning' | 'attention' | 'neutral';
  endsAt: Date | null;
  next: string | null;
  /** Its vendor ends what it sends by. */
  relayEnds?: { title: string; on: Date };
  mayMoveTo?: string;
};

export type ApprovalRow = {
  requestId: string;
  appName: string;
  address: string;
  askedBy: string;
  expiresAt: Date;
  ownRequest: boolean;
};

/**
 * Everything a person can be shown, as data. Written once: renderers per platform live in cards/ and the platform adapters; nothing
 * here knows Adaptive Cards or Block Kit. Dates are Date: the renderer writes them in the reader's zone.
 */
export type View =
  /** `typed`: what stands before a command where it is typed (`/sendpass`). */
  | { view: 'help'; commands: { command: string; does: string }[]; name: string; typed?: string }
  /** Where the platform has a page of one's own. `waits` is null for who decides nothing. */
  | {
      view: 'home';
      name: string;
      senders: SenderRow[];
      waits: ApprovalRow[] | null;
      /** Where requests are decided; null: nowhere yet. */
      channel: string | null;
      typed: string;
    }
  | { view: 'welcome'; name: string; place: 'personal' | 'channel' }
  /** Offers the form: a message cannot open a dialog by itself. */
  | { view: 'ask' }
  | RequestFormView
  /** The approvals channel: pending, and after the decision the same card minus its buttons plus the outcome. */
  | {
      view: 'decide';
      request: RequestFacts;
      outcome: Outcome;
      /** Pending, but decided in this other channel now: one live card per request. */
      movedTo?: string;
    }
  | { view: 'deny-form'; requestId: string; version: number; appName: string; error: string | null; reason: string }
  /** The owner's one private card, from request to retirement. */
  | {
      view: 'progress';
      senderId: string;
      request: RequestFacts;
      outcome: Outcome;
      state:
        | 'waiting-for-decision'
        | 'setting-up'
        | 'needs-person'
        | 'ready'
        | 'removing'
        | 'removed'
        | 'closed'
        | 'stopped';
      steps: Step[];
      /** Pending, and no card can be shown to those who decide: no channel was chosen, or Sendpass may not write there any more. */
      approvals?: 'none' | 'lost';
      /** Approved, not begun: as many as are set up at once came before. */
      turn?: { atOnce: number };
      /** Single-use token of the Reveal button; null where there is nothing to reveal (or not this reader's to reveal). */
      revealToken: string | null;
      reveal: { count: number; windowEndsAt: Date | null; closed: boolean; vaultSecret: string | null };
      provenAt: Date | null;
      /** What the token said and which mailbox was refused, where the log-in was by token. */
      proof: ShownProof | null;
      installed: Deed | null;
      testMail: {
        state: 'none' | 'waiting' | 'sent' | 'failed';
        at: Date | null;
        to: string | null;
        reason: string | null;
      };
      endpoint: string;
      /** What the regular look could not see, and what it saw that is over; absent where nothing is looked at. */
      watch?: { unknown: { what: string; says: string; since: Date }[]; cleared: { says: string; at: Date }[] };
      mayAct: boolean;
      /** It is moving to another relay, or was asked to. */
      move?: ProgressMove;
      /** Its secret is being changed. */
      rotation?: ProgressRotation;
      /** Somebody stopped it. */
      halted?: ProgressStop;
      /** That it starts again waits for a decision. */
      restart?: ProgressRestart;
      /** It may be asked to start again. */
      mayRestart?: true;
      /** What became of the move that was asked for last, where it was not approved. */
      notMoved?: { to: string; outcome: Outcome };
      /** Its vendor ends what it sends by. */
      ends?: { title: string; on: Date };
      /** Title of the relay it may be asked to move to. */
      mayMoveTo?: string;
    }
  /** A proven sender is not as it was proven any more: to each owner, once each time. */
  | {
      view: 'stopped';
      taskId: string;
      appName: string;
      address: string;
      title: string;
      why: string;
      /** It reaches more than was approved, instead of not working. */
      widened: boolean;
      since: Date;
      state: 'stopped' | 'checking' | 'works' | 'over';
      /** What the last look could not see. */
      unseen: string | null;
    }
  /** Dialog only: text, no input, no action, no submit. */
  | {
      view: 'reveal';
      appName: string;
      credentials: ComposedCredentials;
      client: ClientId;
      settings: SettingsText;
    }
  /** Dialog: the settings of any client without the password. */
  | { view: 'confirm-installed'; senderId: string; appName: string; places: string[] }
  | { view: 'confirm-cancel'; senderId: string; appName: string; removes: string[] }
  | { view: 'confirm-retire'; senderId: string; appName: string; removes: string[]; blastRadius: string }
  /** To the other owners at every reveal. */
  | { view: 'receipt'; appName: string; address: string; deed: Deed; count: number }
  | { view: 'senders'; senders: SenderRow[] }
  | {
      view: 'approvals';
      requests: ApprovalRow[];
      channel: string | null;
      /** The channel is known, but Sendpass may not write there any more. */
      lost?: true;
    }
  /** Done opens a look; the card follows the task's state. */
  | {
      view: 'task';
      taskId: string;
      appName: string;
      title: string;
      why: string;
      script: string;
      state: 'open' | 'checking' | 'done';
      doneBy: string | null;
      /** Where an administrator consents, when that is what is wanted. */
      consentUrl: string | null;
      /** Done asks for what the script printed. */
      asksReport: boolean;
      /** Not done, but shown in this other channel now. */
      movedTo?: string;
    }
  /** Dialog: what the task's script printed, to be judged before anything goes on. */
  | { view: 'task-report'; taskId: string; appName: string; title: string; pasted: string; error: string | null }
  /** A private card could not be delivered: shown to the next in line. */
  | { view: 'undelivered'; appName: string; person: string; why: string; whatNow: string }
  | LinkViews
  | DiagnosisViews
  | LifeViews
  | ApprovalViews
  | MoveViews
  /** What will stop sending mail, from the report that was imported last. */
  | RadarView
  /** Dialog: which address of that page a request is started for. */
  | { view: 'radar-choose'; choices: { value: string; title: string }[] }
  /** Dialog: the report as text. */
  | { view: 'radar-import'; pasted: string; error: string | null }
  /** One or two sentences, private. tone decides symbol and colour. */
  | { view: 'notice'; title: string; text: string; tone: 'good' | 'warning' | 'attention' | 'neutral' };

export type ViewName = View['view'];
