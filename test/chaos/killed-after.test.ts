import { killedAtEachKind } from '../support/chaos-each-kind.ts';

killedAtEachKind('after');
